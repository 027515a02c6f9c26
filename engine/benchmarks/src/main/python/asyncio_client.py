"""What distillation is compared with: an asyncio client of the usual kind, on aiohttp.

Reads records line by line, keeps so many requests in flight, parses each answer and appends the record with it to the output.
No retries, no resume, no fsync.

    python3 asyncio_client.py URL INPUT OUTPUT IN_FLIGHT
"""

import asyncio
import json
import sys

import aiohttp


async def worker(session, url, lines, output):
    for line in lines:  # one iterator for all workers: each takes the next line
        record = json.loads(line)
        request = {"model": "simulated", "temperature": 0.6, "messages": record["messages"]}
        async with session.post(url, json=request) as response:
            response.raise_for_status()
            reply = await response.json()
        choice = reply["choices"][0]
        message = choice["message"]
        record["response"] = message["content"]
        record["final_messages"] = record["messages"] + [message]
        record["generation"] = {
            "model": reply["model"],
            "finish_reason": choice["finish_reason"],
            "usage": reply["usage"],
        }
        output.write(json.dumps(record, ensure_ascii=False) + "\n")


async def main(url, input_path, output_path, in_flight):
    connector = aiohttp.TCPConnector(limit=in_flight)
    timeout = aiohttp.ClientTimeout(total=600)
    with open(input_path, encoding="utf-8") as lines, open(output_path, "w", encoding="utf-8", buffering=1 << 20) as output:
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            await asyncio.gather(*(worker(session, url, lines, output) for _ in range(in_flight)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
