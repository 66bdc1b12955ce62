"""Storybook landscapes drawn by code, each with a caption and its attributes: what the pack `mini` learns from."""

from paella_core.training.scenes.scene import Box, Draft, Scene, draft_scene, draw_edit, draw_scene

__all__ = ["Box", "Draft", "Scene", "draft_scene", "draw_edit", "draw_scene"]
