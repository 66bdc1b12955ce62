"""Pictures as people have them (HWC, uint8 or uint16, RGB or RGBA) <-> as networks have them (BCHW, float32, 0..1).

The only place that converts. Between the two stand float pictures: (H, W, 3) float32 in 0..1.
"""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from torch import Tensor

DEPTHS = (np.dtype(np.uint8), np.dtype(np.uint16))
_BEHIND = 0.5  # what stands behind transparent pixels when a network looks at them: middle grey


def white(dtype: np.dtype) -> int:
    """The largest value of an integer type: 255 or 65535."""
    return int(np.iinfo(dtype).max)


def as_float(picture_HWC: np.ndarray) -> np.ndarray:
    """A picture to a float picture; transparent parts are laid over grey."""
    scaled = picture_HWC.astype(np.float32) / white(picture_HWC.dtype)
    if scaled.shape[2] == 3:
        return scaled
    return scaled[..., :3] * scaled[..., 3:] + _BEHIND * (1 - scaled[..., 3:])


def as_integer(values: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """Values in 0..1, clipped, to the nearest integers of a type."""
    return np.rint(np.clip(values, 0, 1) * white(dtype)).astype(dtype)


def to_tensor(picture_HW3: np.ndarray, device: torch.device) -> Tensor:
    """A float picture to (1, 3, H, W) on a device."""
    return torch.from_numpy(np.ascontiguousarray(picture_HW3)).permute(2, 0, 1)[None].to(device)


def batch_to_tensor(pictures_BHW3: np.ndarray, device: torch.device) -> Tensor:
    """8-bit pictures (B, H, W, 3) to (B, 3, H, W) float32 in 0..1 on a device."""
    return torch.from_numpy(pictures_BHW3).to(device).permute(0, 3, 1, 2).float() / white(pictures_BHW3.dtype)


def from_tensor(images_BCHW: Tensor) -> list[np.ndarray]:
    """A batch from a network to float pictures, clipped to 0..1."""
    images_BHWC = images_BCHW.detach().float().clamp(0, 1).permute(0, 2, 3, 1).cpu()
    return list(images_BHWC.contiguous().numpy())


def resized(picture_HW3: np.ndarray, width: int, height: int) -> np.ndarray:
    """A float picture at another size, by Lanczos, clipped to 0..1; the same size gives the same pixels."""
    if picture_HW3.shape[:2] == (height, width):
        return picture_HW3
    planes = [_resized_plane(picture_HW3[..., channel], width, height) for channel in range(3)]
    return np.clip(np.stack(planes, axis=-1), 0, 1)


def padded(picture_HW3: np.ndarray, width: int, height: int) -> np.ndarray:
    """A float picture continued to the right and below by its last column and row."""
    below, right = height - picture_HW3.shape[0], width - picture_HW3.shape[1]
    return np.pad(picture_HW3, ((0, below), (0, right), (0, 0)), mode="edge")


def _resized_plane(plane_HW: np.ndarray, width: int, height: int) -> np.ndarray:
    return np.asarray(Image.fromarray(plane_HW).resize((width, height), Image.Resampling.LANCZOS))
