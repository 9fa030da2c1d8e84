from django.db import migrations

# Separators: the same as in portal/common/search.py
CREATE = r"""
CREATE FUNCTION ko_bigrams(source text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT piece)), ''::tsvector)
    FROM (
        SELECT CASE WHEN place > 1 OR next IS NOT NULL THEN letter || next ELSE letter END AS piece
        FROM (
            SELECT letter, place, lead(letter) OVER (PARTITION BY word_number ORDER BY place) AS next
            FROM regexp_split_to_table(
                    lower(normalize(coalesce(source, ''), NFKC)),
                    '[\s!-/:-@\[-`{-~·ㆍ‘’“”「」『』…]+'
                ) WITH ORDINALITY AS words (word, word_number),
                unnest(string_to_array(word, NULL)) WITH ORDINALITY AS letters (letter, place)
        ) AS pairs
    ) AS pieces
    WHERE piece IS NOT NULL
$function$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION ko_bigrams(text)")]
