"""What a training sees: sources of captioned pictures, and the batches that processes share."""

from paella_core.training.data.sample import Batch, Encoding, Sample, Unreadable

__all__ = ["Batch", "Encoding", "Sample", "Unreadable"]
