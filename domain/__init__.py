"""What the law and the desks say: pure, without clock, network or SQL."""
