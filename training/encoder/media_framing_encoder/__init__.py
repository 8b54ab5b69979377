"""The encoder of media-framing: `framing.Analyzer(model="encoder")` finds the files beside this one."""
