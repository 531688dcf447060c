"""A module of the stand-in with a class that the package does not take from it."""


class KafkaEvent:
    pass
