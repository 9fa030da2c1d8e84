"""Each part of a page that is taken as it was kept is compared with the one made anew."""

from collections.abc import Callable

from django.template import Context
from django.templatetags.cache import CacheNode


def compared_fragment(render: Callable[[CacheNode, Context], str]) -> Callable[..., str]:
    """`CacheNode.render` that tells where the key of a part does not name all that is in it."""

    def compared_render(node: CacheNode, context: Context) -> str:
        found = render(node, context)
        assert found == node.nodelist.render(context), node.fragment_name
        return found

    return compared_render
