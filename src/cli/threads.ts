/** DuckDB’s reads would keep Node’s four threads busy, while signing in and files wait; read by Node when it needs the first. */
process.env.UV_THREADPOOL_SIZE ??= '16'
