"""The Dockerfile and the compose file, checked without a container engine."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "Dockerfile"


def run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """One of our development tools, from the environment that runs the tests."""
    program = shutil.which(tool, path=Path(sys.executable).parent)
    assert program, f"{tool} is not installed: make install"
    return subprocess.run([program, *arguments], capture_output=True, text=True)


def compose_check(path: Path) -> subprocess.CompletedProcess[str]:
    return run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", path)


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE.read_text("utf-8"))[
        "services"
    ]
    return services


def test_the_compose_file_follows_its_specification() -> None:
    checked = compose_check(COMPOSE)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_compose_file_with_a_mistyped_key_does_not(tmp_path: Path) -> None:
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text(COMPOSE.read_text("utf-8").replace("read_only:", "readonly:"))
    assert compose_check(wrong).returncode == 1


def test_the_dockerfile_is_clean() -> None:
    checked = run("hadolint", "--no-color", DOCKERFILE)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_dockerfile_that_names_no_version_is_not(tmp_path: Path) -> None:
    wrong = tmp_path / "Dockerfile"
    wrong.write_text(DOCKERFILE.read_text("utf-8").replace(":3.12-slim-bookworm", ""))
    assert run("hadolint", "--no-color", wrong).returncode == 1


def test_every_service_is_confined(services: dict[str, dict[str, Any]]) -> None:
    assert set(services) == {"postgres", "migrate", "api", "runner"}
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "/tmp" in service["tmpfs"]


def test_api_runner_and_migrate_are_one_image(
    services: dict[str, dict[str, Any]],
) -> None:
    ours = [services[name] for name in ("migrate", "api", "runner")]
    assert len({service["image"] for service in ours}) == 1
    assert [service["build"] for service in ours] == ["."] * 3


def test_only_the_api_can_be_reached_from_outside(
    services: dict[str, dict[str, Any]],
) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["api"]
    assert services["postgres"]["networks"] == ["inside"]


def test_no_secret_stands_in_an_environment(
    services: dict[str, dict[str, Any]],
) -> None:
    for service in services.values():
        for name, value in service["environment"].items():
            if any(word in name for word in ("KEY", "PASSWORD", "SECRET", "TOKEN")):
                assert name.endswith("_FILE") and value.startswith("/run/secrets/")


def test_the_image_does_not_run_as_root() -> None:
    lines = DOCKERFILE.read_text("utf-8").splitlines()
    users = [line for line in lines if line.startswith("USER")]
    assert users == ["USER 10001:10001"]
