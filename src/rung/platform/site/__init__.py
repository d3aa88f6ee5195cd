"""The only room that knows everybody: settings, addresses, the web server's entry."""
