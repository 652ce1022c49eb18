"""An upload is cut off as soon as it is larger than a file may be, so that nobody fills the disk."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from avow.disclosures.files.sniffing import LARGEST

TOO_LARGE = "avow.upload_too_large"
"""Set in request.META when a file was cut off."""


class CutOff(FileUploadHandler):
    """Stands first among the upload handlers. Lets chunks through until one file has more than 10 MB."""

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > LARGEST:
            self.request.META[TOO_LARGE] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
