"""From a file to a parsed document: decoding, layout, outline, annotations, names, targets."""
