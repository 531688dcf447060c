class Shop:
    name = "Tea"
