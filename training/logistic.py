"""Fit a logistic model: weights of columns that explain best which rows are true."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

PENALTY = 10.0
"""On half the squared weights of columns of variance 1."""

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def fitted(rows: Floats, wrong: Bools, penalty: float = PENALTY) -> tuple[Floats, float]:
    """Weights and constant of the logistic model that explains ``wrong`` best."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread < 1e-9] = np.inf
    table = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
    sign = np.where(wrong, 1.0, -1.0)
    held = np.append(np.full(rows.shape[1], penalty), 0.0)

    def loss(w: Floats) -> tuple[float, Floats]:
        margin = sign * (table @ w)
        slope = -sign / (1.0 + np.exp(np.clip(margin, -500, 500)))
        value = np.logaddexp(0.0, -margin).sum() + 0.5 * (held * w * w).sum()
        return float(value), table.T @ slope + held * w

    start = np.zeros(table.shape[1])
    w = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x
    weights = w[:-1] / spread
    return weights, float(w[-1] - weights @ mean)


def chances(rows: Floats, weights: Floats, constant: float) -> Floats:
    """The chance of every row to be wrong."""
    result: Floats = 1.0 / (1.0 + np.exp(-(rows @ weights + constant)))
    return result
