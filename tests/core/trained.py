"""A small pack that is trained by the command: its configurations, and what its runs leave behind."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file

from paella_core.cli import main

SMALL = {
    "vqgan": """
        [network]
        levels = 2
        bottleneck_blocks = 1
        c_hidden = 8
        c_latent = 4
        codebook_size = 16
        [loss]
        settle_step = 2
        revive_every = 1
        crop = 32
    """,
    "text": """
        [network]
        vocab_size = 384
        d_model = 16
        d_kv = 4
        d_ff = 16
        num_layers = 1
        num_heads = 4
        dropout_rate = 0.0
        feed_forward_proj = "gated-gelu"
    """,
    "clip": """
        [network]
        embed_dim = 8
        tokenizer = "bytes"
        vision_cfg = { image_size = 32, layers = [1, 1, 1, 1], width = 8 }
        text_cfg = { context_length = 40, vocab_size = 259, width = 8, heads = 2, layers = 1 }
    """,
    "prior": """
        [network]
        clip_r = 8
        c_hidden = 16
        c_r = 8
        num_blocks = 1
    """,
    "denoiser": """
        [network]
        c_in = 8
        c_out = 8
        num_labels = 16
        c_r = 8
        c_cond = 8
        c_hidden = [8, 16]
        nhead = [-1, 2]
        blocks = [1, 1]
        level_config = ["CT", "CTA"]
        clip_embd = 8
        byt5_embd = 16
        dropout = 0.0
        [conditions]
        image_share = 0.5
    """,
}
DATA = {"text": '[data]\nsource = "captions"\n'}
COMMON = """
        [run]
        steps = 4
        batch_size = 3
        warmup_steps = 2
        log_every = 1
        checkpoint_every = 2
"""
RECIPE = Path(__file__).parents[2] / "resources" / "training" / "mini" / "pack.toml"


def train_all(folder: Path) -> Path:
    """Write the configurations to a folder, and train the pack `pack` there from them; returns the folder."""
    for kind, text in SMALL.items():
        (folder / f"{kind}.toml").write_text(text + DATA.get(kind, "[data]\nsize = 32\n") + COMMON)
    shutil.copy(RECIPE, folder)
    for kind in SMALL:
        assert train(folder, kind) == 0
    return folder


def train(folder: Path, kind: str, *more: str, run: str = "runs") -> int:
    """Run the command as a person would."""
    config, pack, runs = folder / f"{kind}.toml", folder / "pack", folder / run / kind
    return main(["train", kind, str(config), "--export", str(pack), "--folder", str(runs), "--device", "cpu", *more])


def metrics(folder: Path, kind: str, run: str = "runs") -> list[dict[str, float]]:
    """The lines of a run's log, without their timing."""
    lines = (folder / run / kind / "metrics.jsonl").read_text().splitlines()
    return [{k: v for k, v in json.loads(line).items() if k != "seconds"} for line in lines]


def checkpoint(folder: Path, kind: str, run: str = "runs") -> dict[str, torch.Tensor]:
    """All tensors of a run's last checkpoint."""
    latest = max((folder / run / kind / "checkpoints").glob("step-*"))
    return {name: tensor for file in latest.glob("*.safetensors") for name, tensor in load_file(file).items()}


def torchrun(folder: Path, kind: str, processes: int, *more: str, run: str, restarts: int = 0) -> subprocess.Popen[str]:
    """Start a run on several processes in `folder`, whose modules it can import."""
    launcher = ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
    launcher += [f"--max-restarts={restarts}", "-m", "paella_core"]
    verb = [
        "train",
        kind,
        f"{kind}.toml",
        "--export",
        "pack",
        "--folder",
        f"{run}/{kind}",
        "--device",
        "cpu",
        "--quiet",
    ]
    return subprocess.Popen(
        [sys.executable, *launcher, *verb, *more],
        cwd=folder,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    """Wait for a run that must end well; returns what it said."""
    said, _ = process.communicate(timeout=150)
    assert process.returncode == 0, said
    return said
