"""What is read of the road map: plans, boards, cards, and the filters of a board's address."""
