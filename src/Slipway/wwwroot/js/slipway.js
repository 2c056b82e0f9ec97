// The page works without this file; it only keeps what is shown true between two answers of the server.
