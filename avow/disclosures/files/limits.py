"""An upload is cut off as soon as it is larger than a file may be, however many files it is cut into. What is let
through is held in memory, so that nobody fills the disk and nothing lies on it unsealed."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from avow.disclosures.files.sniffing import LARGEST

TOO_LARGE = "avow.upload_too_large"
"""Set in request.META when a file was cut off."""


class CutOff(FileUploadHandler):
    """Stands first among the upload handlers. Lets chunks through until a request has brought more than 10 MB."""

    def __init__(self, request=None) -> None:
        super().__init__(request)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > LARGEST:
            self.request.META[TOO_LARGE] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
