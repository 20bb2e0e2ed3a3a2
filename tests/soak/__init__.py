"""Machines that are killed while events are created and delivered; nothing may be lost."""
