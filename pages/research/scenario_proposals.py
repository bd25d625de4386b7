def draw(view, chosen):
    pass
