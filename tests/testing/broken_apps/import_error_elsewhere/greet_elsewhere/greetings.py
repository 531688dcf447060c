import json

GREETINGS = json.loads("{en: hello}")
