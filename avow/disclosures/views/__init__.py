"""Pages, a file per group of them. Every page reaches a disclosure through `reach`, which proves that one may."""
