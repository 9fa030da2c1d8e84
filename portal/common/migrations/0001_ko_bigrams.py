from django.db import migrations

# Separators: the same as in portal/common/search.py
CREATE = r"""
CREATE FUNCTION ko_bigrams(source text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT piece)), ''::tsvector)
    FROM (
        SELECT substr(word, start, 2) AS piece
        FROM regexp_split_to_table(
                lower(normalize(coalesce(source, ''), NFKC)),
                '[\s!-/:-@\[-`{-~·ㆍ‘’“”「」『』…]+'
            ) AS word,
            generate_series(1, greatest(length(word) - 1, 1)) AS start
        WHERE word <> ''
    ) AS pieces
$function$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION ko_bigrams(text)")]
