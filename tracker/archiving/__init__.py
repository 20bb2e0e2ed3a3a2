"""What was read is kept elsewhere too: written as WARC files, and saved by a public archive."""

from tracker.archiving.copies import ask_for_copies, save_copies
from tracker.archiving.warc import write
