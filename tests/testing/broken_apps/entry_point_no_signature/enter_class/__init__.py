# A class that is written in C.
main = type
