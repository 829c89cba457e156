"""Every reason for which a whole import file is refused, and what to do about it."""

from domain.refusals import Refusal


class ImportRefused(Refusal):
    """The file cannot be imported."""


class FileMissing(ImportRefused):
    """{file} does not exist. Check the path, and that the disk is attached."""


class NotAFile(ImportRefused):
    """{file} is not a regular file. Give the path of one CSV or XLSX file."""


class FileNotOpened(ImportRefused):
    """{file} cannot be opened: {problem}. Check who may read it."""


class FileEmpty(ImportRefused):
    """{file} is empty. Export or copy it again."""


class FileProtected(ImportRefused):
    """{file} is protected by a password. Open it in a spreadsheet program, remove the
    password, save it as XLSX and import that file."""


class OldWorkbook(ImportRefused):
    """{file} is a workbook of the old XLS kind. Open it in a spreadsheet program, save
    it as XLSX or as CSV UTF-8, and import that file."""


class FileBroken(ImportRefused):
    """{file} is not a workbook that can be read: {problem}. Open it in a spreadsheet
    program, save it as XLSX or as CSV UTF-8, and import that file."""


class FileTooLarge(ImportRefused):
    """{file} unpacks to {size} MB, more than {limit} MB. Save the sheet as CSV UTF-8
    and import that file."""


class WideText(ImportRefused):
    """{file} is written in UTF-16. Open it in a spreadsheet program or editor, save it
    as CSV UTF-8 and import that file."""


class HeaderMissing(ImportRefused):
    """{file} has no header: {expected}. Import the file as it was exported, with the
    row of column names."""


class ColumnsMissing(ImportRefused):
    """{file} lacks these columns: {missing}. It has: {found}. Export it again with all
    columns, or correct the names."""


class ColumnsRepeated(ImportRefused):
    """{file} has more than one column of these names: {repeated}. Rename or remove all
    but one of each."""


class MappingInvalid(ImportRefused):
    """In {file}, {key} {problem}."""
