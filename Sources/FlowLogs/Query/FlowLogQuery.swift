import CoreModel
import Text

/// The statement that makes of flow logs, wherever they lie, a table that ``FlowLogReader`` reads instead of them.
///
/// Its rows are flows, not records: ten million records come to some thousand rows. Each row has the lower port, which is the service's for
/// nearly all traffic, in the column where it stood; of UDP, and where the format has no flags, nothing else is known of who asked. What has
/// no traffic is a row for each interface and status (`NODATA`, `SKIPDATA`) with its number, since nothing is known of what was lost.
public enum FlowLogQuery: String, Hashable, Sendable, CaseIterable {
    case duckdb, athena

    /// The statement, with `;` and a line end; before it, as comments, how it is run and how what comes out is given to this program.
    ///
    /// `table` is what the records are in; nil: a name that the comments use. `format` is the order of fields of the log: what it has not is
    /// left out of the statement; nil: AWS's default, whose fields every log has that nobody gave another format.
    public func text(table: String? = nil, format: FlowLogFormat? = nil) -> String {
        let fields = (format ?? .standard).fields
        let has = Set(fields.compactMap(FlowLogField.init(name:)))
        var lines = comments(fields, table ?? defaultTable)
        if format == nil { lines.append(Self.assumed) }
        lines.append("SELECT " + columns(has).joined(separator: ",\n       "))
        lines.append("FROM \(table ?? defaultTable)")
        lines.append("GROUP BY " + (1...keys(has).count).map(String.init).joined(separator: ", ") + ";")
        return lines.joined(separator: "\n") + "\n"
    }

    /// What makes of files in S3's form, or copies of them, a table that DuckDB's statement can be asked of.
    ///
    /// Every type is told: DuckDB guesses a blank as no separator, `-` as text and an account's id as a number, mostly without an error.
    public static func duckDBView(_ name: String, files: String, format: FlowLogFormat? = nil) -> String {
        let columns = (format ?? .standard).fields.map { "'\(column($0))': '\(type($0))'" }
        return "CREATE OR REPLACE VIEW \(name) AS SELECT * FROM read_csv(\(quoted(files)), delim=' ', header=true, nullstr='-', "
            + "auto_detect=false, hive_partitioning=false, columns={\(columns.joined(separator: ", "))});"
    }

    /// The order of fields to ask for when a flow log is made, so that as much as possible can be told of its records.
    public static let formatToAskFor =
        ("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id "
        + "subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr az-id pkt-src-aws-service pkt-dst-aws-service flow-direction "
        + "traffic-path reject-reason").split(separator: " ").map { "${\($0)}" }.joined(separator: " ")

    /// What stands above a statement for which no order of fields was given.
    private static let assumed =
        "-- For logs in AWS's default format; where they have more fields, --log-format '${version} ...' tells which, and more is told of them."

    private static func column(_ name: String) -> String { String(name.map { $0 == "-" ? "_" : $0 }).replacing("'", with: "''") }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    private static func type(_ name: String) -> String {
        switch FlowLogField(name: name) {
        case .version, .sourcePort, .destinationPort, .ipProtocol, .flags, .trafficPath: "INTEGER"
        case .packets, .bytes, .start, .end, .lostNoRoute, .lostBlackhole: "BIGINT"
        default: "VARCHAR"
        }
    }

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
        if has.contains(.status) { keys.append(name(.status)) }
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

    private func comments(_ fields: [String], _ table: String) -> [String] {
        switch self {
        case .duckdb:
            [
                "-- Once, with your folder and with the fields in the order of the files' header line:",
                "-- "
                    + Self.duckDBView(
                        table, files: "FOLDER/**/*.log.gz", format: FlowLogFormat(header: fields.joined(separator: " "))),
                "-- Or of Parquet: CREATE OR REPLACE VIEW \(table) AS SELECT * FROM read_parquet('FOLDER/**/*.parquet', union_by_name=true);",
                "-- Then give what comes out as CSV or JSON to sgscope traffic: duckdb -csv DATABASE < THIS > flows.csv",
            ]
        case .athena:
            [
                "-- Run it in Athena, download the results as CSV, and give that file to sgscope traffic.",
                "-- Where the table has partitions, add those to look at, so that not everything is scanned.",
            ]
        }
    }
}
