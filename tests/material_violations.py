"""Rows of materials that contradict themselves."""

from tests.factories.materials import MaterialFactory, RecordingFactory

MATERIAL_VIOLATIONS = [
    ("programs_material_digest_has_form", lambda: MaterialFactory(sha256="A" * 64)),
    ("programs_recording_is_https", lambda: RecordingFactory(url="http://video.example.kr/1")),
    ("programs_recording_is_https", lambda: RecordingFactory(url="")),
]
