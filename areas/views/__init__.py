"""The pages about areas, positions, mobile units and deployments."""
