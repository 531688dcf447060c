GREETING = "Hello"
BYE = "Bye"
