import { m } from '../../i18n/paraglide/messages.js';

type Words = { name: () => string; about: () => string };

/** What targets are called and for; one that is not here yet goes by its id. */
const words: Record<string, Words> = {
  es_module: { name: m.export_target_es_module, about: m.export_target_es_module_about },
  server: { name: m.export_target_server, about: m.export_target_server_about },
  onnx: { name: m.export_target_onnx, about: m.export_target_onnx_about },
  saved_model: { name: m.export_target_saved_model, about: m.export_target_saved_model_about },
  keras: { name: m.export_target_keras, about: m.export_target_keras_about },
  tfjs: { name: m.export_target_tfjs, about: m.export_target_tfjs_about },
  mlflow: { name: m.export_target_mlflow, about: m.export_target_mlflow_about },
  python: { name: m.export_target_python, about: m.export_target_python_about },
  notebook: { name: m.export_target_notebook, about: m.export_target_notebook_about },
  ray: { name: m.export_target_ray, about: m.export_target_ray_about },
  reproduction: {
    name: m.export_target_reproduction,
    about: m.export_target_reproduction_about,
  },
};

/** What is said otherwise where a recommender goes. */
const ofRecommenders: Record<string, Words> = {
  es_module: { name: m.export_target_es_module, about: m.export_recommender_es_module_about },
  server: { name: m.export_recommender_server, about: m.export_recommender_server_about },
  onnx: { name: m.export_target_onnx, about: m.export_recommender_onnx_about },
  vectors: { name: m.export_target_vectors, about: m.export_target_vectors_about },
  spark: { name: m.export_target_spark, about: m.export_target_spark_about },
  lists: { name: m.export_target_lists, about: m.export_target_lists_about },
};

export function targetWords(id: string, isRecommender: boolean): Words {
  return (isRecommender ? ofRecommenders : words)[id] ?? { name: () => id, about: () => '' };
}
