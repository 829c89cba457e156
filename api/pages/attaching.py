"""A file that comes by a form: what it is, is recorded first, then it is taken."""

from hashlib import sha256

from api.attachments import announced
from api.pages.acting import act, attempt
from api.pages.page import Page
from api.pages.refused import Refused
from api.pages.upload import Upload
from domain.complaint import Complaint


def attach(page: Page, case: Complaint, upload: Upload) -> Refused | None:
    """Why it was not taken. Sent again, it is the same one."""
    content = upload.content
    body = attempt(page, lambda: announced(content, _name(upload)))
    if isinstance(body, Refused):
        return body
    done = act(page, upload.form, "attach", body, str(case.id))
    if isinstance(done, Refused):
        return done
    files, case = page.here.attachments, page.here.app.complaint(case.id)
    digest = sha256(content).digest()
    number = max(a.number for a in files.of(case) if a.digest == digest)
    kept = attempt(page, lambda: files.keep(case, number, content))
    return kept if isinstance(kept, Refused) else None


def _name(upload: Upload) -> str:
    """As its sender calls it, or the device: without its folders."""
    given = upload.form.said("name")
    return given or upload.name.replace("\\", "/").rpartition("/")[2]
