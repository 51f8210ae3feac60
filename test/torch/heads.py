"""Fits softmax regressions again with scikit-learn.

    python3 heads.py < CASES > FITS

CASES is JSON: a list of {"x": [[feature]], "y": [label], "classes", "l2", "weights": [row weight] or null}. What the lab minimises is
(1/n) sum w CE + (l2/2) |W|^2, intercepts free: scikit-learn's C is 1/(n l2). With two classes its solver fits one column, the difference of
the lab's two, and half the penalty does the same: |W|^2 of two opposite columns is half the square of their difference.
Prints {"version", "fits": [{"coefficients": [[classes] by feature], "intercepts": [class], "probabilities": [[class] by row]}]}.
"""

import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

# Its line search gives up where numbers end, far beyond the tolerance of the comparison.
warnings.simplefilter("ignore", ConvergenceWarning)


def fit(case):
    x, y = np.array(case["x"]), np.array(case["y"])
    binary = case["classes"] == 2
    c = (2 if binary else 1) / (len(y) * case["l2"])
    rows = None if case["weights"] is None else np.array(case["weights"])
    model = LogisticRegression(C=c, tol=1e-14, max_iter=100_000, solver="lbfgs", warm_start=True)
    model.fit(x, y, sample_weight=rows)
    # L-BFGS of SciPy also ends when the loss hardly falls any more; Newton's method goes on from there.
    model.set_params(solver="newton-cg").fit(x, y, sample_weight=rows)
    coefficients, intercepts = model.coef_, model.intercept_
    if binary:
        coefficients, intercepts = np.vstack([-coefficients / 2, coefficients / 2]), np.concatenate([-intercepts / 2, intercepts / 2])
    return {"coefficients": coefficients.T.tolist(), "intercepts": intercepts.tolist(), "probabilities": model.predict_proba(x).tolist()}


print(json.dumps({"version": sklearn.__version__, "fits": [fit(case) for case in json.load(sys.stdin)]}))
