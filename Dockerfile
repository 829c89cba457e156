FROM python:3.12-slim-bookworm AS build
WORKDIR /source
COPY constraints.txt pyproject.toml README.md LICENSE NOTICE ./
COPY domain domain
COPY ledger ledger
COPY storage storage
COPY projections projections
COPY api api
RUN pip install --no-cache-dir -c constraints.txt hatchling \
 && pip wheel --no-cache-dir --no-deps --no-build-isolation -w /wheel . \
 && python -m venv /opt/tuntas \
 && /opt/tuntas/bin/pip install --no-cache-dir -c constraints.txt /wheel/*.whl

FROM python:3.12-slim-bookworm
RUN groupadd --gid 10001 tuntas \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp \
    --shell /usr/sbin/nologin tuntas \
 && install --directory --mode=0700 --owner=10001 --group=10001 /var/lib/tuntas
COPY --from=build /opt/tuntas /opt/tuntas
ENV PATH=/opt/tuntas/bin:$PATH \
    HOME=/tmp \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
# Numeric, so that an orchestrator can see that it is not root.
USER 10001:10001
# Not writable: without a database named, `serve` fails here instead of keeping
# its records inside a container.
WORKDIR /
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import ProxyHandler, build_opener; build_opener(ProxyHandler({})).open('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["tuntas"]
