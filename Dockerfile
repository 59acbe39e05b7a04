# docker build -t cleaner . && docker run --rm -v "$PWD:/data" cleaner clean news/ -o clean/
FROM python:3.13-slim
COPY . /src
RUN pip install --no-cache-dir "/src[corpus]" && rm -rf /src && useradd --create-home cleaner
USER cleaner
WORKDIR /data
ENTRYPOINT ["cleaner"]
CMD ["--help"]
