"""What tests share: data in short words, a browser without a screen."""
