import type { ErrorText } from '../../../errors/codes.ts';

/** What stands in the way of an export. */
export const exportErrors = {
  export_empty_text: {
    sentence: '在列“{column}”中，模型把空文本当作一个独立的取值，而此格式无法把它与缺失值区分开。',
    next: '请在“清洗”单元格中对该列启用文本步骤（空文本会变为缺失），重新训练后再导出。',
  },
  export_hash: {
    sentence: '列“{column}”使用哈希编码，而此格式没有与 Portrait 相同的哈希运算。',
    next: '请改选 ES 模块、服务器或 Python 导出；或将该列改为频率编码或标签均值编码，重新训练后再导出。',
  },
  export_tfidf: {
    sentence: '列“{column}”按词读取，此格式无法把文本切成相同的词。',
    next: '请选择 ES 模块或服务器，或去掉该列，重新训练后再导出。',
  },
  export_nothing: {
    sentence: '{cell} 没有可导出的已训练网络。',
    next: '请先运行它；发散的、或在第一轮之前停止的训练没有网络。',
  },
  export_old_result: {
    sentence: '{cell} 的清洗早于 Portrait 保存清洗所学内容的版本，因此无法让单独一行通过它。',
    next: '请重新运行 {cell}，再运行其后的单元格。',
  },
  export_target_unknown: {
    sentence: '没有名为 {target} 的导出。',
    next: '可用的有：{there}。',
  },
  export_unproven: {
    sentence: '导出的模型对某一试算行给出的分数与应用不同（{detail}）。没有写出任何内容。',
    next: '请连同笔记本一并报告；其他导出方式也许可用。',
  },
  export_no_folder: {
    sentence: '{folder} 不是文件夹，也无法在那里新建文件夹。',
    next: '请指定可以写入的文件夹，或尚不存在的文件夹。',
  },
  export_folder_taken: {
    sentence: '{folder} 已存在，且其中有其他内容。',
    next: '请选择空文件夹或新文件夹。',
  },
  model_unread: {
    sentence: '{file} 不是导出的模型，或只是其中一部分：{detail}',
    next: '请重新导出模型，或复制完整的文件。',
  },
  model_newer: {
    sentence: '{file} 由更新的 Portrait 导出（格式 {found}，本程序只认识 {known}）。',
    next: '请使用更新的 Portrait，或用本程序导出模型。',
  },
  model_altered: {
    sentence: '{file} 与导出时不同：内容与摘要不符。',
    next: '请重新导出模型。文件曾被改动。',
  },
  score_file_kind: {
    sentence: '从名称看，{file} 既不是 CSV 文件也不是 Parquet 文件。',
    next: '请使用以 .csv 或 .parquet 结尾的名称。',
  },
  score_columns: {
    sentence: '{file} 缺少模型要读取的列：{missing}。[其中相近的列：{near}。]',
    next: '请以这些名称提供这些列；顺序无关。',
  },
  score_value: {
    sentence: '第 {row} 行，列“{column}”：{value} 不是{expected}。',
    next: '请更正该值；若是缺失值，请留空。',
  },
  score_absent: {
    sentence: '第 {row} 行：缺少列“{column}”，而模型在此列总有值。',
    next: '请提供该列；值缺失时请写 null。',
  },
  score_unknown: {
    sentence: '第 {row} 行：模型不认识列“{column}”。',
    next: '请去掉它，或改用模型认识的名称；GET /v1/model 会列出全部列。',
  },
  score_row: {
    sentence: '第 {row} 行：{detail}',
    next: '请更正该行后重试。',
  },
  request_json: {
    sentence: '请求不是所述格式的 JSON：{detail}',
    next: '请发送 {"rows": [{"列": 值}]}；见 /openapi.json。',
  },
  request_rows: {
    sentence: '请求含 {rows} 行；一次最多 {most} 行。',
    next: '请分批发送，或在命令行中为文件评分。',
  },
  request_too_large: {
    sentence: '请求超过 {most} 字节。',
    next: '请分批发送，或在命令行中为文件评分。',
  },
  request_empty: {
    sentence: '请求中没有行。',
    next: '请至少发送一行。',
  },
  request_token: {
    sentence: '令牌缺失或错误。',
    next: '请发送请求头 Authorization: Bearer TOKEN，其中 TOKEN 为启动服务时所用的令牌。',
  },
  request_unknown: {
    sentence: '{path} 处没有内容。',
    next: '可用的内容见 /openapi.json。',
  },
  request_method: {
    sentence: '{path} 不接受 {method}。',
    next: '请使用 {allowed}。',
  },
  request_type: {
    sentence: '请求的类型是 {found}，不是 JSON。',
    next: '请发送请求头 Content-Type: application/json。',
  },
  score_file: {
    sentence: '无法把文件 {file} 作为 {kind} 读取：{detail}',
    next: '请更正文件，或重新写出。',
  },
  request_host: {
    sentence: '他人可访问的服务需要令牌。',
    next: '请用 --token TOKEN 启动，或用 --host 127.0.0.1。',
  },
  export_needs_log: {
    sentence: '{algorithm} 类推荐器提供服务时需要整份记录，仅有学到的内容不够。',
    next: '请导出其推荐列表，或另外拟合 EASE、iALS 或物品近邻。',
  },
  export_items: {
    sentence: '{items} 个物品的权重放不进一个文件：最多 {most} 个。',
    next: '请导出其推荐列表，或拟合 iALS，它为每个物品只保留一个短向量。',
  },
  export_no_vectors: {
    sentence: '{algorithm} 类推荐器没有向量。',
    next: '请选择其他目标，或拟合 iALS、BPR 或双塔。',
  },
  export_spark: {
    sentence: 'Spark 训练的是 iALS，而不是 {algorithm}。',
    next: '请另外拟合 iALS 并导出它。',
  },
  export_no_graph: {
    sentence: '用 {algorithm} 折入新的历史记录，超出了 ONNX 文件的能力。',
    next: '请选择 ES 模块或服务器；对已学习的用户也可用向量。',
  },
} satisfies { [code: string]: ErrorText };
