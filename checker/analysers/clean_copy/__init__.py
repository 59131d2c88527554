"""How a copy without hidden details is made, format by format, and how it is proven."""
