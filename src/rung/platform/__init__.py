"""The platform: slices that keep records about people and organisations and show them."""
