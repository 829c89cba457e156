"""The HTTP application of one installation."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send

from api import (
    assessment_routes,
    attachment_routes,
    batch_routes,
    code_routes,
    command_routes,
    compare_routes,
    dashboard_routes,
    data_request_routes,
    deadline_routes,
    exclusion_routes,
    export_routes,
    finding_routes,
    information_register_routes,
    information_request_routes,
    information_routes,
    ladder_routes,
    ledger_routes,
    letter_routes,
    notice_routes,
    office_routes,
    opening_routes,
    operations,
    problems,
    public_text_routes,
    read_routes,
    register_routes,
    report_routes,
    retention_routes,
    team_routes,
    track_routes,
    village_routes,
    what_if_routes,
)
from api.description import describe
from api.frame import RequestFrame
from api.installation import Installation
from api.pages import (
    access_page,
    action_page,
    administration_page,
    agencies_page,
    assets,
    attachments_page,
    bundle_page,
    calendar_page,
    case_page,
    compare_page,
    counted_cases_page,
    dashboard_page,
    data_request_page,
    demonstration,
    desk_page,
    docs_page,
    exclusions_page,
    findings_page,
    front_page,
    information_desk_page,
    information_item_page,
    information_page,
    inspector_page,
    invitation_page,
    ladder_page,
    lost_page,
    officers_page,
    offline_page,
    open_data_page,
    own_data_page,
    own_files_page,
    own_page,
    own_request_page,
    own_steps,
    public_figures_page,
    public_page,
    public_requests_page,
    public_text_page,
    receipt_page,
    receive_page,
    register_page,
    reports_page,
    request_figures_page,
    request_letter_page,
    request_receive_page,
    requests_page,
    rules_page,
    self_assessment_page,
    sign_in_page,
    timeline_page,
    tour_page,
    track_page,
    villages_page,
)
from api.release import VERSION
from api.straight import answer_straight, straight_to

PAGES = (
    administration_page,
    agencies_page,
    calendar_page,
    ladder_page,
    officers_page,
    rules_page,
    tour_page,
    access_page,
    assets,
    bundle_page,
    compare_page,
    counted_cases_page,
    dashboard_page,
    data_request_page,
    demonstration,
    docs_page,
    exclusions_page,
    findings_page,
    front_page,
    information_desk_page,
    information_item_page,
    information_page,
    inspector_page,
    invitation_page,
    offline_page,
    receipt_page,
    receive_page,
    open_data_page,
    own_data_page,
    own_files_page,
    own_page,
    own_request_page,
    own_steps,
    public_figures_page,
    public_page,
    public_requests_page,
    public_text_page,
    sign_in_page,
    timeline_page,
    track_page,
    villages_page,
    desk_page,
    register_page,
    reports_page,
    self_assessment_page,
    request_figures_page,
    request_letter_page,
    request_receive_page,
    requests_page,
    attachments_page,
    # Behind all others: /aduan/baru is the number of no case.
    action_page,
    case_page,
)


class Shortened(FastAPI):
    """What is asked most often passes through none of the library's layers."""

    short_way: RequestFrame

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (route := straight_to(scope)):
            scope.update(app=self, route=route)
            await self.short_way(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(
    installation: Installation, demo: dict[str, str] | None = None
) -> FastAPI:
    """`demo` maps each role to a token that the front page shows."""
    app = Shortened(
        title="Tuntas",
        version=VERSION,
        summary="Public complaints, settled all the way.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.installation = installation
    app.state.demo = demo
    app.state.addresses = {
        route.path
        for module in PAGES
        for route in module.router.routes
        if isinstance(route, APIRoute)
    }
    for module in (
        command_routes,
        batch_routes,
        track_routes,
        register_routes,
        compare_routes,
        read_routes,
        attachment_routes,
        letter_routes,
        opening_routes,
        export_routes,
        report_routes,
        assessment_routes,
        dashboard_routes,
        what_if_routes,
        finding_routes,
        information_register_routes,
        information_request_routes,
        data_request_routes,
        public_text_routes,
        office_routes,
        team_routes,
        code_routes,
        deadline_routes,
        ladder_routes,
        ledger_routes,
        retention_routes,
        information_routes,
        exclusion_routes,
        village_routes,
        notice_routes,
        operations,
        *PAGES,
    ):
        app.include_router(module.router)
    problems.install(app)
    lost_page.install(app)
    app.add_middleware(RequestFrame, metrics=installation.metrics)
    app.short_way = RequestFrame(answer_straight, installation.metrics)

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
    return app
