"""The public page and API that answer one question: can I trust this?"""
