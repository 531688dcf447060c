"""A module of the stand-in with a class that has nothing abstract, and that the package takes from it."""


class WarmUpContext:
    pass
