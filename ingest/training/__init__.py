"""How the shipped reader is made: corpora, annotations, training, export and evaluation. Needs the `train` extra."""
