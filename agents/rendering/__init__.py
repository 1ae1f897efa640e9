from agents.rendering.document import Document
from agents.rendering.render import Format, render

__all__ = ["Document", "Format", "render"]
