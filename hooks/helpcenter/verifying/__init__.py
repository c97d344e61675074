"""What lets anyone check what is served: the list of a release, its signature, its bill of materials, and copies compared with it."""
