import CoreModel
import Text

/// The statement that makes of flow logs, wherever they lie, a table that ``FlowLogReader`` reads instead of them.
///
/// Its rows are flows, not records: ten million records come to some thousand rows. Each row has the lower port, which is the service's for
/// nearly all traffic, in the column where it stood; of UDP, and where the format has no flags, nothing else is known of who asked.
public enum FlowLogQuery: String, Hashable, Sendable, CaseIterable {
    case duckdb, athena

    /// The statement, with `;` and a line end; before it, as comments, how it is run and how what comes out is given to this program.
    ///
    /// `table` is what the records are in; nil: a name that has to be replaced. For DuckDB it may be what reads files, as the comments
    /// show. `fields` are the fields that the table has: what is not there is left out; nil: those of a format with the packets' own
    /// addresses, flags and direction.
    public func text(table: String? = nil, fields: Set<FlowLogField>? = nil) -> String {
        let has = fields ?? Self.wanted
        var lines = comments
        lines.append("SELECT " + columns(has).joined(separator: ",\n       "))
        lines.append("FROM \(table ?? defaultTable)")
        if has.contains(.status) { lines.append("WHERE \(name(.status)) = 'OK'") }
        lines.append("GROUP BY " + (1...keys(has).count).map(String.init).joined(separator: ", ") + ";")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The order of fields to ask for when a flow log is made, so that as much as possible can be told of its records.
    public static let formatToAskFor =
        ("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id "
        + "subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr az-id pkt-src-aws-service pkt-dst-aws-service flow-direction "
        + "traffic-path reject-reason").split(separator: " ").map { "${\($0)}" }.joined(separator: " ")

    /// The fields that the statement takes where they are there.
    public static let wanted: Set<FlowLogField> = [
        .interface, .source, .destination, .sourcePort, .destinationPort, .ipProtocol, .packets, .bytes, .start, .end, .action,
        .status,
        .flags, .packetSource, .packetDestination, .direction,
    ]

    private var defaultTable: String { self == .duckdb ? "flow_logs" : "vpc_flow_logs" }

    /// A column's name: the field's, with `_` for `-`; `end` and `start` are words of SQL.
    private func name(_ field: FlowLogField) -> String {
        let name = String(field.name.map { $0 == "-" ? "_" : $0 })
        return field == .end || field == .start ? "\"\(name)\"" : name
    }

    private func keys(_ has: Set<FlowLogField>) -> [String] {
        func address(_ packet: FlowLogField, _ shown: FlowLogField, _ alias: String) -> String {
            has.contains(packet) ? "coalesce(\(known(packet)), \(name(shown))) AS \(alias)" : "\(name(shown)) AS \(alias)"
        }
        var keys = [name(.interface), address(.packetSource, .source, "src"), address(.packetDestination, .destination, "dst")]
        keys.append(name(.ipProtocol))
        if has.contains(.direction) { keys.append(name(.direction)) }
        keys.append(name(.action))
        keys.append("CASE WHEN dstport <= srcport THEN dstport END AS dstport")
        keys.append("CASE WHEN dstport > srcport THEN srcport END AS srcport")
        return keys
    }

    private func columns(_ has: Set<FlowLogField>) -> [String] {
        var columns = keys(has)
        if has.contains(.flags) { columns.append("\(self == .duckdb ? "bit_or" : "bitwise_or_agg")(\(name(.flags))) AS flags") }
        columns += [
            "count(*) AS records", "CAST(sum(packets) AS bigint) AS packets", "CAST(sum(bytes) AS bigint) AS bytes",
            "min(\(name(.start))) AS first_seen", "max(\(name(.end))) AS last_seen",
        ]
        return columns
    }

    /// A text column that may have `-` for what is not known, as Parquet files may.
    private func known(_ field: FlowLogField) -> String { "nullif(\(name(field)), '-')" }

    private var comments: [String] {
        switch self {
        case .duckdb:
            [
                "-- Text or gzip: CREATE VIEW flow_logs AS FROM read_csv('FOLDER/**/*.log.gz', delim=' ', header=true, nullstr='-',",
                "--   auto_detect=false, hive_partitioning=false, columns={'version': 'INT', 'account_id': 'VARCHAR', ...}),",
                "--   the columns in the order of the files' header. Parquet: FROM read_parquet('FOLDER/**/*.parquet', union_by_name=true).",
                "-- Then: duckdb -csv DATABASE < THIS > flows.csv, and give flows.csv to sgscope traffic.",
            ]
        case .athena:
            [
                "-- Run it in Athena, download the results as CSV, and give that file to sgscope traffic.",
                "-- Add the days to look at, so that not everything is scanned: AND \"date\" BETWEEN ... (the partition's column).",
            ]
        }
    }
}
