"""Text and pictures to what the networks are conditioned on."""

import logging

# transformers imports torchao where that is installed, and that warns of extensions for other devices.
for _name in ("torchao", "torch.utils._pytree"):
    logging.getLogger(_name).setLevel(logging.ERROR)
