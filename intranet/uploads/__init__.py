"""Files on their way in: piece by piece (tus 1.0) or in a plain form, then claimed by a room.

An upload belongs to one person and is bound for one destination. What is whole waits for the
room that asked for it; what nobody claims is forgotten.
"""
