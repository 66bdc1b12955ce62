"""Model packs: folders of a manifest and safetensors files."""
