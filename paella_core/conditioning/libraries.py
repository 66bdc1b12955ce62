"""The one place from which open_clip and transformers are imported.

Both import torchvision. Its wheel from the registry does not import against a CPU build of torch on Linux, for want of
the schemas of two operators that nothing here calls. Where that happens the schemas are declared and the import is
repeated; builds that match never take that path.
"""

from __future__ import annotations

import sys

import torch

try:
    import torchvision
except RuntimeError as error:
    if "torchvision::" not in str(error):
        raise
    for _name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[_name]
    # The declarations live as long as this object does, so it stays at module level.
    _SCHEMAS = torch.library.Library("torchvision", "FRAGMENT")
    for _operator in ("nms", "qnms"):
        _SCHEMAS.define(f"{_operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    import torchvision

from open_clip.model import CLIP
from open_clip.tokenizer import SimpleTokenizer
from open_clip.transformer import ResidualAttentionBlock
from transformers import ByT5Tokenizer, T5Config, T5EncoderModel
from transformers.models.t5.modeling_t5 import T5Block

__all__ = [
    "CLIP",
    "ByT5Tokenizer",
    "ResidualAttentionBlock",
    "SimpleTokenizer",
    "T5Block",
    "T5Config",
    "T5EncoderModel",
    "torchvision",
]
