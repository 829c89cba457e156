"""Every view of the dashboard, in the order in which they are read."""

from projections.counted import Figure
from projections.views import (
    age,
    compliance,
    duration,
    endings,
    glance,
    hours,
    pace,
    path,
    places,
    quality,
    stream,
    weeks,
    work,
)

VIEWS = {
    view.name: view
    for view in (
        glance.VIEW,
        work.VIEW,
        stream.VIEW,
        compliance.VIEW,
        age.VIEW,
        duration.VIEW,
        pace.VIEW,
        path.VIEW,
        weeks.VIEW,
        hours.VIEW,
        places.VIEW,
        quality.VIEW,
        endings.VIEW,
    )
}

FIGURES: dict[str, Figure] = {
    f"{view.name}.{name}": figure
    for view in VIEWS.values()
    for name, figure in view.figures.items()
}
"""By the name under which an address asks for the cases behind one."""
