SELECT revision FROM metadata
