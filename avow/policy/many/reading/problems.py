"""What is wrong with a file as a whole, or with how it is to be read: a sentence for the person who asked."""


class BadFile(Exception):
    """The file cannot be read at all. The message says where, why, and what to do."""


class BadMapping(Exception):
    """A fact, a column or a value was named that is not there. The message names the nearest right one."""
