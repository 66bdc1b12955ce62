#!/bin/bash
# Training on many machines under Slurm: sbatch resources/training/slurm.sh
# All machines must see the same folder for `runs`, where checkpoints are written and a restarted job goes on.
#SBATCH --job-name=paella
#SBATCH --nodes=4
#SBATCH --ntasks-per-node=1
#SBATCH --gpus-per-node=8
#SBATCH --cpus-per-task=64
#SBATCH --time=24:00:00
#SBATCH --signal=TERM@300
#SBATCH --requeue

HEAD=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)

# A process that dies ends its step; torchrun starts all of them again, and they go on from the last checkpoint.
# Slurm's warning five minutes before the end lets the step in hand finish and saves it.
srun torchrun \
    --nnodes "$SLURM_NNODES" --nproc-per-node 8 --max-restarts 3 \
    --rdzv-backend c10d --rdzv-endpoint "$HEAD:29500" --rdzv-id "$SLURM_JOB_ID" \
    -m paella_core train denoiser resources/training/published/paella-v3.toml \
    --export runs/my-paella --folder runs/denoiser --quiet \
    --set 'run.sharding="fsdp"'
