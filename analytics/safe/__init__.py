"""Text from data made safe, one module for each thing that it is put into: shown literally, never as markup or formula."""
